-- Claims requests for an instance. KEYS: one for each request. ARGV: instance, how long in ms.
-- Returns for each 0, or for how many ms it is another instance's.
local left = {}
for i, key in ipairs(KEYS) do
  local holder = redis.call('GET', key)
  if holder and holder ~= ARGV[1] then
    left[i] = math.max(1, redis.call('PTTL', key))
  else
    redis.call('SET', key, ARGV[1], 'PX', ARGV[2])
    left[i] = 0
  end
end
return left
