-- Stores entries of a caller, unless somebody wrote since they were requested.
-- KEYS: position, entries, order.
-- ARGV: channel, header, tag, the epoch of the request or '', the generation to begin where nothing
-- is stored yet, bound in bytes, bound in entries, time to live in ms, then fields and values.
-- Returns {1, epoch, version}, or {0, epoch} where nothing was stored.
local position = redis.call('HMGET', KEYS[1], 'gen', 'writes', 'bytes', 'nonce')
local epoch = ''
local bytes = 0
if position[1] then
  epoch = position[1] .. '.' .. position[2] .. (position[4] or '')
  bytes = tonumber(position[3])
end
local first = ARGV[5] .. '.0'
if epoch ~= ARGV[4] and not (ARGV[4] == '' and epoch == first) then
  redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' moved ' .. ARGV[3])
  return {0, epoch}
end
if epoch == '' then
  epoch = first
  redis.call('DEL', KEYS[2], KEYS[3])
  redis.call('HSET', KEYS[1], 'gen', ARGV[5], 'writes', 0, 'version', 0)
elseif redis.call('EXISTS', KEYS[2]) == 0 then
  bytes = 0
  redis.call('DEL', KEYS[3])
end
local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
for i = 9, #ARGV, 2 do
  bytes = bytes - redis.call('HSTRLEN', KEYS[2], ARGV[i]) + #ARGV[i + 1]
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
  redis.call('ZADD', KEYS[3], version, ARGV[i])
end
while bytes > tonumber(ARGV[6]) or redis.call('ZCARD', KEYS[3]) > tonumber(ARGV[7]) do
  local oldest = redis.call('ZRANGE', KEYS[3], 0, 0)[1]
  if not oldest then
    break
  end
  bytes = bytes - redis.call('HSTRLEN', KEYS[2], oldest)
  redis.call('HDEL', KEYS[2], oldest)
  redis.call('ZREM', KEYS[3], oldest)
end
redis.call('HSET', KEYS[1], 'bytes', bytes)
for i = 1, 3 do
  redis.call('PEXPIRE', KEYS[i], ARGV[8])
end
redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' stored ' .. ARGV[3] .. ' ' .. epoch .. ' ' .. version)
return {1, epoch, version}
