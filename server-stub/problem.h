// SPDX-License-Identifier: MIT
// An error as the hub says it over HTTP: application/problem+json (RFC 9457) with our stable code.
#pragma once

#include "model/error.h"
#include "server-stub/http_server.h"

namespace kruzhok::server {

// `error.detail` becomes "detail" where it is not empty; `retry_after_s` over 0 the header
// Retry-After.
HttpResponse Problem(int status, const model::Error& error, int retry_after_s = 0);

}  // namespace kruzhok::server
