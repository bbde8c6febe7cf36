// SPDX-License-Identifier: MIT
// Draws ImGui's frames with OpenGL 3.3, or with 2.1 on machines that have no more. The context that
// it was made for must be current whenever it is used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kruzhok::client {

enum class Graphics { kOpenGl3, kOpenGl2 };

class Renderer {
 public:
  // Nothing when the driver's functions cannot be loaded. REQUIRES: an ImGui context.
  static std::optional<Renderer> Start(Graphics graphics);
  void Stop();

  Graphics graphics() const { return graphics_; }
  int LargestTexture() const;
  // Gives the atlas to the graphics card and frees what was built in memory.
  void TakeFonts();
  void BeginFrame();
  // What ImGui::Render left, on that ground (0xRRGGBB), into the back buffer.
  void Draw(uint32_t ground);
  // The last frame as PNG; false when it cannot be written. Draws it again, without showing it.
  bool SavePicture(const std::string& path, uint32_t ground);

 private:
  explicit Renderer(Graphics graphics) : graphics_(graphics) {}
  Graphics graphics_;
};

}  // namespace kruzhok::client
