-- Claims an idempotency key, or looks whether it is claimed.
-- KEYS: key (hash), index (sorted set of keys by time).
-- ARGV: claim or '' to look only, the instance's name, how long it may run in ms, the life of a
-- result in ms, weight, bound in bytes, member of the index, the result if nothing more is heard.
-- Returns {0} where it is claimed now or free, {1, how long it may still run in ms, result} where it
-- was before, {2, wait in ms} where the caller has no room.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local entry = redis.call('HMGET', KEYS[1], 'until', 'result', 'instance')
if entry[1] then
  local left = math.max(0, tonumber(entry[1]) - now)
  if left == 0 or entry[3] ~= ARGV[2] then
    return {1, left, entry[2]}
  end
elseif ARGV[1] ~= '' then
  local life = tonumber(ARGV[4])
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - life)
  local bytes = tonumber(ARGV[5])
  local members = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
  for i = 1, #members, 2 do
    bytes = bytes + tonumber(string.match(members[i], '%d+$'))
  end
  if bytes > tonumber(ARGV[6]) then
    return {2, math.max(1, tonumber(members[2] or now) + life - now)}
  end
  redis.call('ZADD', KEYS[2], now, ARGV[7])
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
end
if ARGV[1] ~= '' then
  redis.call(
    'HSET', KEYS[1],
    'until', now + ARGV[3], 'result', ARGV[8], 'instance', ARGV[2], 'claim', ARGV[1])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
return {0}
