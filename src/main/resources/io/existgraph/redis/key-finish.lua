-- Stores the result of a claimed idempotency key, or frees the key.
-- KEYS: key, index.
-- ARGV: channel, header, claim, 'keep' or 'free', the life of a result in ms, member of the index,
-- the words of the message, result.
if ARGV[4] == 'keep' then -- what was written counts before any later claim
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], 'until', 0, 'result', ARGV[8], 'claim', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  redis.call('ZADD', KEYS[2], 'NX', time[1] * 1000 + math.floor(time[2] / 1000), ARGV[6])
  redis.call('PEXPIRE', KEYS[2], ARGV[5])
elseif redis.call('HGET', KEYS[1], 'claim') == ARGV[3] then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[6])
end
redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' finished ' .. ARGV[7])
return {0}
