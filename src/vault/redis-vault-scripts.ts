/**
 * Each script is atomic, and every key begins with KEYS[1], whose hash tag keeps the vault on one node:
 * people, emails (address → id), tokens, epochs, api-tokens, cursors, claims: hashes;
 * mail:<id>: a hash; mails-due, mails-queued: sorted sets; mails-of:<person>, mails-to:<address>: sets;
 * collections, owned:<person>: sets; documents:<collection>, owners:<collection>: hashes.
 */
const forgetMail = `
local function forgetMail(id)
  local fields = redis.call('HMGET', KEYS[1]..'mail:'..id, 'personId', 'email')
  redis.call('DEL', KEYS[1]..'mail:'..id)
  redis.call('ZREM', KEYS[1]..'mails-due', id)
  redis.call('ZREM', KEYS[1]..'mails-queued', id)
  if fields[1] and fields[1] ~= '' then redis.call('SREM', KEYS[1]..'mails-of:'..fields[1], id) end
  if fields[2] then redis.call('SREM', KEYS[1]..'mails-to:'..fields[2], id) end
end`;

const putPerson = `
local holder = redis.call('HGET', KEYS[1]..'emails', ARGV[2])
if holder and holder ~= ARGV[1] then return holder end
local before = redis.call('HGET', KEYS[1]..'email-of', ARGV[1])
if before then redis.call('HDEL', KEYS[1]..'emails', before) end
redis.call('HSET', KEYS[1]..'emails', ARGV[2], ARGV[1])
redis.call('HSET', KEYS[1]..'email-of', ARGV[1], ARGV[2])
redis.call('HSET', KEYS[1]..'people', ARGV[1], ARGV[3])
return ''`;

const erasePerson = `${forgetMail}
local id = ARGV[1]
local email = redis.call('HGET', KEYS[1]..'email-of', id)
if not email then return 0 end
for _, mail in ipairs(redis.call('SMEMBERS', KEYS[1]..'mails-of:'..id)) do forgetMail(mail) end
for _, mail in ipairs(redis.call('SMEMBERS', KEYS[1]..'mails-to:'..email)) do forgetMail(mail) end
for _, name in ipairs({'tokens-of:', 'api-tokens-of:'}) do
  local hashes = string.sub(name, 1, -5)
  for _, hash in ipairs(redis.call('SMEMBERS', KEYS[1]..name..id)) do
    redis.call('HDEL', KEYS[1]..hashes, hash)
    redis.call('ZREM', KEYS[1]..'tokens-expire', hash)
  end
  redis.call('DEL', KEYS[1]..name..id)
end
for _, owned in ipairs(redis.call('SMEMBERS', KEYS[1]..'owned:'..id)) do
  local space = string.find(owned, ' ', 1, true)
  local collection, document = string.sub(owned, 1, space - 1), string.sub(owned, space + 1)
  redis.call('HDEL', KEYS[1]..'documents:'..collection, document)
  redis.call('HDEL', KEYS[1]..'owners:'..collection, document)
end
redis.call('DEL', KEYS[1]..'owned:'..id)
redis.call('HDEL', KEYS[1]..'emails', email)
redis.call('HDEL', KEYS[1]..'email-of', id)
redis.call('HDEL', KEYS[1]..'people', id)
redis.call('HINCRBY', KEYS[1]..'epochs', id, 1)
return 1`;

const putToken = `
redis.call('HSET', KEYS[1]..'tokens', ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[1]..'tokens-expire', ARGV[3], ARGV[1])
redis.call('SADD', KEYS[1]..'tokens-of:'..ARGV[2], ARGV[1])`;

const forgetToken = `
local function forgetToken(hash)
  local personId = redis.call('HGET', KEYS[1]..'tokens', hash)
  if not personId then return nil end
  redis.call('HDEL', KEYS[1]..'tokens', hash)
  redis.call('ZREM', KEYS[1]..'tokens-expire', hash)
  redis.call('SREM', KEYS[1]..'tokens-of:'..personId, hash)
  return personId
end`;

const takeToken = `${forgetToken}
local expires = redis.call('ZSCORE', KEYS[1]..'tokens-expire', ARGV[1])
local personId = forgetToken(ARGV[1])
if personId and tonumber(ARGV[2]) < tonumber(expires) then return personId end
return false`;

const sweep = `${forgetToken}
local swept = 0
for _, hash in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1]..'tokens-expire', '-inf', ARGV[1])) do
  forgetToken(hash)
  swept = swept + 1
end
for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1]..'claims-end', '-inf', ARGV[1])) do
  redis.call('HDEL', KEYS[1]..'claims', key)
  redis.call('ZREM', KEYS[1]..'claims-end', key)
  swept = swept + 1
end
return swept`;

const putApiToken = `
redis.call('HSET', KEYS[1]..'api-tokens', ARGV[1], ARGV[3])
redis.call('SADD', KEYS[1]..'api-tokens-of:'..ARGV[2], ARGV[1])`;

const revokeApiToken = `
redis.call('SREM', KEYS[1]..'api-tokens-of:'..ARGV[2], ARGV[1])
return redis.call('HDEL', KEYS[1]..'api-tokens', ARGV[1])`;

// Fields after the body: personId, email, status, queuedAtMs, dueAtMs, attempts, sentAtMs, lastError.
const putMail = `
local key = KEYS[1]..'mail:'..ARGV[1]
if ARGV[11] == 'new' and redis.call('EXISTS', key) == 1 then return 0 end
redis.call('HSET', key, 'mail', ARGV[2], 'personId', ARGV[3], 'email', ARGV[4], 'status', ARGV[5],
  'queuedAtMs', ARGV[6], 'dueAtMs', ARGV[7], 'attempts', ARGV[8], 'sentAtMs', ARGV[9], 'lastError', ARGV[10])
redis.call('ZADD', KEYS[1]..'mails-queued', ARGV[6], ARGV[1])
if ARGV[5] == 'waiting' then redis.call('ZADD', KEYS[1]..'mails-due', ARGV[7], ARGV[1]) end
if ARGV[3] ~= '' then redis.call('SADD', KEYS[1]..'mails-of:'..ARGV[3], ARGV[1]) end
redis.call('SADD', KEYS[1]..'mails-to:'..ARGV[4], ARGV[1])
return 1`;

const claimMail = `
local id = redis.call('ZRANGEBYSCORE', KEYS[1]..'mails-due', '-inf', ARGV[1], 'LIMIT', 0, 1)[1]
if not id then return false end
redis.call('ZADD', KEYS[1]..'mails-due', ARGV[2], id)
redis.call('HSET', KEYS[1]..'mail:'..id, 'dueAtMs', ARGV[2])
redis.call('HINCRBY', KEYS[1]..'mail:'..id, 'attempts', 1)
return id`;

const markMailSent = `
local key = KEYS[1]..'mail:'..ARGV[1]
if redis.call('EXISTS', key) == 0 then return end
redis.call('HSET', key, 'status', 'sent', 'sentAtMs', ARGV[2], 'lastError', '')
redis.call('ZREM', KEYS[1]..'mails-due', ARGV[1])`;

const markMailFailed = `
local key = KEYS[1]..'mail:'..ARGV[1]
if redis.call('HGET', key, 'status') ~= 'waiting' then return end
redis.call('HSET', key, 'lastError', ARGV[2])
if ARGV[3] == '' then
  redis.call('HSET', key, 'status', 'abandoned')
  redis.call('ZREM', KEYS[1]..'mails-due', ARGV[1])
else
  redis.call('HSET', key, 'dueAtMs', ARGV[3])
  redis.call('ZADD', KEYS[1]..'mails-due', ARGV[3], ARGV[1])
end`;

const deleteOldMails = `${forgetMail}
local deleted = 0
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1]..'mails-queued', '-inf', '('..ARGV[1])) do
  if redis.call('HGET', KEYS[1]..'mail:'..id, 'status') ~= 'waiting' then
    forgetMail(id)
    deleted = deleted + 1
  end
end
return deleted`;

const claim = `
local holder = redis.call('HGET', KEYS[1]..'claims', ARGV[1])
local ends = redis.call('ZSCORE', KEYS[1]..'claims-end', ARGV[1])
if holder and holder ~= ARGV[2] and tonumber(ARGV[4]) < tonumber(ends) then return 0 end
redis.call('HSET', KEYS[1]..'claims', ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[1]..'claims-end', ARGV[3], ARGV[1])
return 1`;

const release = `
if redis.call('HGET', KEYS[1]..'claims', ARGV[1]) ~= ARGV[2] then return end
redis.call('HDEL', KEYS[1]..'claims', ARGV[1])
redis.call('ZREM', KEYS[1]..'claims-end', ARGV[1])`;

const disown = `
local function disown(collection, id)
  local owner = redis.call('HGET', KEYS[1]..'owners:'..collection, id)
  if not owner then return end
  redis.call('HDEL', KEYS[1]..'owners:'..collection, id)
  redis.call('SREM', KEYS[1]..'owned:'..owner, collection..' '..id)
end`;

const putDocument = `${disown}
disown(ARGV[1], ARGV[2])
redis.call('SADD', KEYS[1]..'collections', ARGV[1])
redis.call('HSET', KEYS[1]..'documents:'..ARGV[1], ARGV[2], ARGV[4])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1]..'owners:'..ARGV[1], ARGV[2], ARGV[3])
  redis.call('SADD', KEYS[1]..'owned:'..ARGV[3], ARGV[1]..' '..ARGV[2])
end`;

const deleteDocument = `${disown}
disown(ARGV[1], ARGV[2])
return redis.call('HDEL', KEYS[1]..'documents:'..ARGV[1], ARGV[2])`;

export const vaultScripts = {
  putPerson,
  erasePerson,
  putToken,
  takeToken,
  sweep,
  putApiToken,
  revokeApiToken,
  putMail,
  claimMail,
  markMailSent,
  markMailFailed,
  deleteOldMails,
  claim,
  release,
  putDocument,
  deleteDocument,
} as const;
