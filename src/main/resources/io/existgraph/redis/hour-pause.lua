-- Pauses a caller after a 429.
-- KEYS: 1 requests that count, 2 state. ARGV: 1 channel, 2 header, 3 tag, 4 ms of the pause, 5 whether its end is to be
-- probed by one instance, 6 life of the key
-- Returns {ms that remain}
-- include hour-clock
local state = redis.call('HMGET', KEYS[2], 'until', 'last')
local now, behind = hourTime(KEYS[1], KEYS[2], state[2])
local paused = math.max(now + ARGV[4], tonumber(state[1] or 0) - behind)
redis.call('HSET', KEYS[2], 'until', paused, 'last', now)
redis.call('HDEL', KEYS[2], 'probe')
if ARGV[5] == '1' then redis.call('HSET', KEYS[2], 'probing', 1) end
redis.call('PEXPIRE', KEYS[2], ARGV[6])
redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' paused ' .. ARGV[3] .. ' ' .. paused - now)
return {paused - now}
