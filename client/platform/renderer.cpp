// SPDX-License-Identifier: MIT
#include "client/platform/renderer.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl2.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <stb/stb_image_write.h>
#include <vector>

namespace kruzhok::client {
namespace {

struct PixelSize {
  int width, height;
};

PixelSize FrameSize() {
  const ImGuiIO& io = ImGui::GetIO();
  return {static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x),
          static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y)};
}

float Channel(uint32_t colour, int shift) {
  return static_cast<float>((colour >> shift) & 0xFF) / 255.0F;
}

}  // namespace

std::optional<Renderer> Renderer::Start(Graphics graphics) {
  const bool started = graphics == Graphics::kOpenGl3 ? ImGui_ImplOpenGL3_Init("#version 330 core")
                                                      : ImGui_ImplOpenGL2_Init();
  if (!started) return std::nullopt;
  return Renderer(graphics);
}

void Renderer::Stop() {
  if (graphics_ == Graphics::kOpenGl3)
    ImGui_ImplOpenGL3_Shutdown();
  else
    ImGui_ImplOpenGL2_Shutdown();
}

int Renderer::LargestTexture() const {
  GLint size = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &size);
  return size;
}

void Renderer::TakeFonts() {
  if (graphics_ == Graphics::kOpenGl3) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  } else {
    ImGui_ImplOpenGL2_DestroyFontsTexture();
    ImGui_ImplOpenGL2_CreateFontsTexture();
  }
  ImGui::GetIO().Fonts->ClearTexData();
}

void Renderer::BeginFrame() {
  if (graphics_ == Graphics::kOpenGl3)
    ImGui_ImplOpenGL3_NewFrame();
  else
    ImGui_ImplOpenGL2_NewFrame();
}

void Renderer::Draw(uint32_t ground) {
  const PixelSize size = FrameSize();
  glViewport(0, 0, size.width, size.height);
  glClearColor(Channel(ground, 16), Channel(ground, 8), Channel(ground, 0), 1);
  glClear(GL_COLOR_BUFFER_BIT);
  if (graphics_ == Graphics::kOpenGl3)
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  else
    ImGui_ImplOpenGL2_RenderDrawData(ImGui::GetDrawData());
}

bool Renderer::SavePicture(const std::string& path, uint32_t ground) {
  if (!ImGui::GetDrawData()) return false;
  // After a swap nobody knows what the buffers hold.
  Draw(ground);
  const PixelSize size = FrameSize();
  const auto row = static_cast<size_t>(size.width) * 3;
  std::vector<unsigned char> pixels(row * static_cast<size_t>(size.height));
  if (pixels.empty()) return false;
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadBuffer(GL_BACK);
  glReadPixels(0, 0, size.width, size.height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
  // OpenGL counts rows from below, PNG from above.
  const unsigned char* top = pixels.data() + pixels.size() - row;
  return stbi_write_png(path.c_str(), size.width, size.height, 3, top, -static_cast<int>(row)) != 0;
}

}  // namespace kruzhok::client
