-- Reads what is stored of a caller.
-- KEYS: position (hash), entries (hash), order (sorted set of fields by version).
-- ARGV: the epoch and the version that are known.
-- Returns {epoch, version, fields, values, 0}: all entries where the epoch is another, else those
-- since; the last is 1 where the known epoch is not one of those before the stored one.
local position = redis.call('HMGET', KEYS[1], 'gen', 'writes', 'version', 'nonce')
if not position[1] then
  return {'', 0, {}, {}, 0}
end
local epoch = position[1] .. '.' .. position[2] .. (position[4] or '')
local gen, writes, nonce = string.match(ARGV[1], '^(%w+)%.(%d+)(.*)$')
if gen == position[1] and epoch ~= ARGV[1] then
  local stored = redis.call('HGET', KEYS[1], 'n' .. writes)
  if tonumber(writes) >= tonumber(position[2]) or (stored and stored ~= nonce) then
    return {epoch, position[3], {}, {}, 1}
  end
end
local from = '-inf'
if epoch == ARGV[1] then
  if position[3] == ARGV[2] then
    return {epoch, position[3], {}, {}, 0}
  end
  from = '(' .. ARGV[2]
end
local fields = redis.call('ZRANGEBYSCORE', KEYS[3], from, '+inf')
if #fields == 0 then
  return {epoch, position[3], {}, {}, 0}
end
return {epoch, position[3], fields, redis.call('HMGET', KEYS[2], unpack(fields)), 0}
