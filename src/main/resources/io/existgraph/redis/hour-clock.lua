-- The time of an hour, in ms of this server's clock. Where the clock was set back, all times of the
-- hour are set back by as much: what counted then counts for as long as it would have at the last
-- call, whose time is `before`. Returns the time, and by how much the others were set back.
local function hourTime(requests, state, before)
  local t = redis.call('TIME')
  local now = t[1] * 1000 + math.floor(t[2] / 1000)
  local last = tonumber(before or now)
  local behind = last - now
  if behind <= 1000 then
    if behind < -1000 then redis.call('HSET', state, 'last', now) end
    return math.max(now, last), 0
  end
  local all = redis.call('ZRANGE', requests, 0, -1, 'WITHSCORES')
  for i = 1, #all, 2 do redis.call('ZADD', requests, all[i + 1] - behind, all[i]) end
  for _, field in ipairs({'until', 'probe'}) do
    local time = redis.call('HGET', state, field)
    if time then redis.call('HSET', state, field, time - behind) end
  end
  redis.call('HSET', state, 'last', now)
  return now, behind
end
