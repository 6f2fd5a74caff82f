-- Whether the server still has the data that it had: a mark that is lost with them.
-- KEYS: mark (hash). ARGV: the mark to set where there is none.
-- Returns {mark, its age in ms}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSETNX', KEYS[1], 'since', now)
redis.call('HSETNX', KEYS[1], 'mark', ARGV[1])
local mark = redis.call('HMGET', KEYS[1], 'mark', 'since')
return {mark[1], now - mark[2]}
