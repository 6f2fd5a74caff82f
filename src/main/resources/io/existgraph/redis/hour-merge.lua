-- Records when requests of an instance expire, takes back those that were not sent, and restores
-- what this server has lost.
-- KEYS: 1 requests that count (score: when they expire, in ms of this server's clock), 2 state
-- ARGV: 1 channel, 2 header, 3 tag, 4 life of the keys, 5 whether Exist accepted the caller,
--       6 known generation, 7 generation to begin where there is none, '-' to begin none, or '' to
--       deliver alone, 8 number of own requests, 9 of others',
--       10... own and others' requests, each followed by the ms for which it still counts, and
--       at last the requests to take back
-- Returns {generation or '', all requests}, which are empty where it only delivers
-- include hour-clock
local state = redis.call('HMGET', KEYS[2], 'generation', 'last')
local now = hourTime(KEYS[1], KEYS[2], state[2])
local known = state[1]
local own, others = tonumber(ARGV[8]), tonumber(ARGV[9])
local message = {}
for i = 10, 8 + 2 * own, 2 do
  redis.call('ZADD', KEYS[1], now + ARGV[i + 1], ARGV[i])
  message[#message + 1] = ARGV[i] .. ':' .. ARGV[i + 1]
end
local last = 9 + 2 * (own + others)
if known ~= ARGV[6] then
  for i = 10 + 2 * own, last - 1, 2 do
    redis.call('ZADD', KEYS[1], 'NX', now + ARGV[i + 1], ARGV[i])
  end
end
for i = last + 1, #ARGV do
  redis.call('ZREM', KEYS[1], ARGV[i])
  message[#message + 1] = ARGV[i] .. ':0'
end
if ARGV[5] == '1' then
  redis.call('HSET', KEYS[2], 'accepted', 1)
  redis.call('HDEL', KEYS[2], 'probe', 'probing')
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
end
local kind = ARGV[7] == '' and ' counts ' or ' merged '
redis.call('PUBLISH', ARGV[1], ARGV[2] .. kind .. ARGV[3] .. ' ' .. table.concat(message, ' '))
if ARGV[7] == '' then return {'', {}} end
if ARGV[7] ~= '-' then redis.call('HSETNX', KEYS[2], 'generation', ARGV[7]) end
redis.call('HSET', KEYS[2], 'last', now)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
local all = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 2, #all, 2 do all[i] = math.max(1, all[i] - now) end
return {redis.call('HGET', KEYS[2], 'generation') or '', all}
