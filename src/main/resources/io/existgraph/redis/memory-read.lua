-- Reads what is stored of a caller.
-- KEYS: position (hash), entries (hash), order (sorted set of fields by version).
-- ARGV: the epoch and the version that are known.
-- Returns {epoch, version, fields, values}: all entries where the epoch is another, else those since.
local position = redis.call('HMGET', KEYS[1], 'gen', 'writes', 'version')
if not position[1] then
  return {'', 0, {}, {}}
end
local epoch = position[1] .. '.' .. position[2]
local from = '-inf'
if epoch == ARGV[1] then
  if position[3] == ARGV[2] then
    return {epoch, position[3], {}, {}}
  end
  from = '(' .. ARGV[2]
end
local fields = redis.call('ZRANGEBYSCORE', KEYS[3], from, '+inf')
if #fields == 0 then
  return {epoch, position[3], {}, {}}
end
return {epoch, position[3], fields, redis.call('HMGET', KEYS[2], unpack(fields))}
