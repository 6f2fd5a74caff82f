-- Adds a credential to those of an account, if there is room, and returns {is it among them, all}.
-- KEYS: credentials (set). ARGV: tag, or '' to look only, bound, time to live in ms.
if ARGV[1] ~= '' and redis.call('SCARD', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('SADD', KEYS[1], ARGV[1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {redis.call('SISMEMBER', KEYS[1], ARGV[1]), redis.call('SMEMBERS', KEYS[1])}
