-- Begins a new epoch of a caller and removes what a write may have changed.
-- KEYS: position, entries, order.
-- ARGV: channel, header, kind of the message, tag, owner or '-', a new generation, which is this
-- write's nonce, too, what to do where nothing is stored ('create' or 'keep') or with everything
-- ('reset'), time to live in ms, the words of the message, then the beginnings of the fields to remove.
-- Returns {epoch before, epoch after}; both '' where nothing is stored.
local position = redis.call('HMGET', KEYS[1], 'gen', 'writes', 'bytes', 'nonce')
local before = ''
local after = ''
if position[1] then
  before = position[1] .. '.' .. position[2] .. (position[4] or '')
end
local nonce = '-' .. ARGV[6]
if ARGV[7] == 'reset' or (before == '' and ARGV[7] == 'create') then
  redis.call('HSET', KEYS[1], 'bytes', 0) -- fails where memory is full, before anything is removed
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
  redis.call(
    'HSET', KEYS[1],
    'gen', ARGV[6], 'writes', 1, 'version', 0, 'bytes', 0, 'nonce', nonce, 'n1', nonce)
  after = ARGV[6] .. '.1' .. nonce
elseif before ~= '' then
  local writes = redis.call('HINCRBY', KEYS[1], 'writes', 1)
  after = position[1] .. '.' .. writes .. nonce
  redis.call('HSET', KEYS[1], 'nonce', nonce, 'n' .. writes, nonce)
  redis.call('HDEL', KEYS[1], 'n' .. (writes - 100))
  local bytes = tonumber(position[3])
  for _, field in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
    for i = 10, #ARGV do
      if string.sub(field, 1, #ARGV[i]) == ARGV[i] then
        bytes = bytes - redis.call('HSTRLEN', KEYS[2], field)
        redis.call('HDEL', KEYS[2], field)
        redis.call('ZREM', KEYS[3], field)
        break
      end
    end
  end
  redis.call('HSET', KEYS[1], 'bytes', bytes)
end
for i = 1, 3 do
  redis.call('PEXPIRE', KEYS[i], ARGV[8])
end
local epoch = after
if epoch == '' then
  epoch = '-'
end
redis.call(
  'PUBLISH', ARGV[1],
  ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4] .. ' ' .. epoch .. ' ' .. ARGV[5] .. ' ' .. ARGV[9]
    .. ' ' .. (before == '' and '-' or before))
return {before, after}
