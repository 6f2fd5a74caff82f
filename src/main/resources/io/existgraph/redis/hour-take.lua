-- Reserves requests of a caller, all of them or none, except those that another instance is sending;
-- claims those that it reserves, and reserves more ahead for the time without Redis.
-- KEYS: 1 requests that count (score: when they expire, in ms of this server's clock), 2 state,
--       3... claims, one for each request, or none at all
-- ARGV: 1 channel, 2 header, 3 tag, 4 ceiling, 5 how long they count at most, 6 life of the keys,
--       7 life of the keys of a caller that Exist never accepted, 8 known generation or '',
--       9 generation to begin where there is none, or '', 10 whether all requests are wanted, 11 instance that claims, 12 how
--       long a claim lives, 13 number of requests, 14 ceiling for those ahead, 15 how long those
--       count at most, 16... the requests, and after them those ahead
-- Returns {0 granted, used, generation, all, for each request 0 or how many ms it is another
--          instance's, how many are reserved ahead} | {1 paused, ms} | {2 full, ms}
-- | {3 of another generation} | {4 another instance probes the end of a pause, ms}
-- | {5 there is no generation, and none is to begin}
-- include hour-clock
local state = redis.call('HMGET', KEYS[2], 'until', 'probe', 'generation', 'accepted', 'probing', 'last')
local now, behind = hourTime(KEYS[1], KEYS[2], state[6])
local function nothing() redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' nothing') end

local generation = state[3]
if generation ~= ARGV[8] and ARGV[8] ~= '' then nothing() return {3} end
if not generation and ARGV[9] == '' then nothing() return {5} end

local n = tonumber(ARGV[13])
local elsewhere, taken = {}, {}
for i = 1, n do
  local holder = KEYS[2 + i] and redis.call('GET', KEYS[2 + i])
  elsewhere[i] = 0
  if holder and holder ~= ARGV[11] then
    elsewhere[i] = math.max(1, redis.call('PTTL', KEYS[2 + i]))
  else
    taken[#taken + 1] = ARGV[15 + i]
  end
end

local paused = tonumber(state[1] or 0) - behind
if #taken > 0 then
  if paused > now then nothing() return {1, paused - now} end
  local probed = tonumber(state[2] or 0) - behind
  if probed > now then nothing() return {4, math.min(probed - now, 1000)} end
end

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local used = redis.call('ZCARD', KEYS[1])
local excess = used + #taken - tonumber(ARGV[4])
if #taken > 0 and excess > 0 then
  local nth = redis.call('ZRANGE', KEYS[1], excess - 1, excess - 1, 'WITHSCORES')
  nothing()
  return {2, nth[2] and math.max(1, nth[2] - now) or 1000}
end
local all = ARGV[10] == '1' and redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES') or {}
for i = 2, #all, 2 do all[i] = math.max(1, all[i] - now) end

used = used + #taken
local members, words = {}, {}
local expiry, expiryAhead = string.format('%.0f', now + ARGV[5]), string.format('%.0f', now + ARGV[15])
for i, id in ipairs(taken) do
  members[2 * i - 1] = expiry
  members[2 * i] = id
  words[i] = id
end
local ahead = #ARGV - 15 - n
if not state[4] or state[5] or paused > now or used + ahead > tonumber(ARGV[14]) then ahead = 0 end
for i = #ARGV - ahead + 1, #ARGV do
  members[#members + 1] = expiryAhead
  members[#members + 1] = ARGV[i]
  words[#words + 1] = '+' .. ARGV[i]
end
for i = 1, n do
  if elsewhere[i] == 0 and KEYS[2 + i] then redis.call('SET', KEYS[2 + i], ARGV[11], 'PX', ARGV[12]) end
end
if #members > 0 then redis.call('ZADD', KEYS[1], unpack(members)) end
if not generation then
  generation = ARGV[9]
  redis.call('HSET', KEYS[2], 'generation', generation)
end
redis.call('HSET', KEYS[2], 'last', now)
if state[5] and #taken > 0 then redis.call('HSET', KEYS[2], 'probe', now + 10000) end
local life = state[4] and ARGV[6] or ARGV[7]
redis.call('PEXPIRE', KEYS[1], life)
redis.call('PEXPIRE', KEYS[2], life)
redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' took ' .. ARGV[3] .. ' ' .. ARGV[5] .. ' ' .. ARGV[15] .. ' '
  .. table.concat(words, ' '))
return {0, used + ahead, generation, all, elsewhere, ahead}
