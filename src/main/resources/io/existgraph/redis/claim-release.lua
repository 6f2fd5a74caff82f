-- Ends claims of an instance. KEYS: one for each request.
-- ARGV: channel, header, instance, the words of the message.
for _, key in ipairs(KEYS) do
  if redis.call('GET', key) == ARGV[3] then
    redis.call('DEL', key)
  end
end
redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' freed ' .. ARGV[4])
return {0}
