-- Pauses a caller after a 429.
-- KEYS: 1 state. ARGV: 1 channel, 2 header, 3 tag, 4 ms of the pause, 5 whether its end is to be
-- probed by one instance, 6 life of the key
-- Returns {ms that remain}
local t = redis.call('TIME')
local state = redis.call('HMGET', KEYS[1], 'until', 'last')
local now = math.max(t[1] * 1000 + math.floor(t[2] / 1000), tonumber(state[2] or 0))
local paused = math.max(now + ARGV[4], tonumber(state[1] or 0))
redis.call('HSET', KEYS[1], 'until', paused, 'last', now)
redis.call('HDEL', KEYS[1], 'probe')
if ARGV[5] == '1' then redis.call('HSET', KEYS[1], 'probing', 1) end
redis.call('PEXPIRE', KEYS[1], ARGV[6])
redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' paused ' .. ARGV[3] .. ' ' .. paused - now)
return {paused - now}
