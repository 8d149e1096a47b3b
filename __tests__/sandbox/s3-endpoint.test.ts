import { expect, test } from '@jest/globals'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { WORKSPACE, closeAndIngest, form, open, post, send } from '../support/client.ts'

const {
  S3_ENDPOINT: endpoint,
  S3_ACCESS_KEY_ID: accessKeyId = '',
  S3_SECRET_ACCESS_KEY: secretAccessKey = '',
} = process.env
const onS3 = endpoint === undefined ? test.skip : test

onS3('a real S3 endpoint can be the bucket (skipped unless S3_ENDPOINT names one)', async () => {
  const s3 = { endpoint: endpoint ?? '', accessKeyId, secretAccessKey, bucket: 'sandbox-test' }
  await using sandbox = await startSandbox({ s3 })
  expect(sandbox.bucketUrl).toBe(`${s3.endpoint}/sandbox-test`)
  const session = await open(sandbox)
  expect(session.url).toBe(sandbox.bucketUrl)
  expect((await send(session, 'a%20b.md.meta.json', '{"k":"v"}')).status).toBe(204)
  expect((await send(session, 'a%20b.md', '# A')).status).toBe(204)
  const extra = await post(session.url, form({ ...session.fields, acl: 'private' }, 'c.md', 'x'))
  expect(extra.status).toBe(403)
  await closeAndIngest(sandbox, session)
  expect(sandbox.files(WORKSPACE)).toMatchObject([{ name: 'a b.md', size: 3, meta: { k: 'v' } }])
  expect(
    sandbox
      .objects()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['a b.md', 'a b.md.meta.json'])
  expect(sandbox.sessions[0]?.objects).toHaveLength(2)
})
