-- Payments over HTTP for wrk: every request has a key of its own, and one of many payers.
-- Arguments: a file of tokens, the name of this run, shops with commas between, payments a call;
-- with 0 payments a call, vouchers of the campaign in the place of the shop are claimed.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  tokens = {}
  for line in io.lines(arguments[1]) do
    tokens[#tokens + 1] = "Bearer " .. line
  end
  run = arguments[2]
  shops = {}
  for shop in arguments[3]:gmatch("[^,]+") do
    shops[#shops + 1] = shop
  end
  together = tonumber(arguments[4])
  calls = 0
end

local function one(shop)
  return '{"merchant":"' .. shop .. '","amount":"0.01","rail":"BALANCE"}'
end

local function many(call)
  local payments = {}
  for i = 1, together do
    payments[i] = '{"key":"' .. call .. "-" .. i .. '","merchant":"' .. shops[i % #shops + 1]
      .. '","amount":"0.01"}'
  end
  return '{"payments":[' .. table.concat(payments, ",") .. "]}"
end

function request()
  calls = calls + 1
  local name = run .. "-" .. number .. "-" .. calls
  local headers = {
    ["Authorization"] = tokens[(calls * 31 + number * 7) % #tokens + 1],
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = name,
  }
  if together == 0 then
    return wrk.format("POST", "/api/v1/voucher-campaigns/" .. shops[1] .. "/claims", headers)
  end
  if together > 1 then
    return wrk.format("POST", "/api/v1/payments/bulk", headers, many(name))
  end
  return wrk.format("POST", "/api/v1/payments", headers, one(shops[calls % #shops + 1]))
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format("RESULT %d %d %d %d", summary.requests, summary.duration,
    latency:percentile(99),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
