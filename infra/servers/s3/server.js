'use strict';

// usage: node server.js FOLDER PORT BUCKET; the key pair comes from S3_ACCESS_KEY and S3_SECRET_KEY.
const S3rver = require('@20minutes/s3rver');
const accounts = require('@20minutes/s3rver/lib/models/account');
const v4 = require('@20minutes/s3rver/lib/signature/v4');

const [directory, port, bucket] = process.argv.slice(2);
accounts.DUMMY_ACCOUNT.createKeyPair(process.env.S3_ACCESS_KEY, process.env.S3_SECRET_KEY);
// The pair that the package brings is known to everybody.
accounts.DUMMY_ACCOUNT.revokeAccessKey('S3RVER');

// Amazon signs a bucket's address as it was sent, with its last slash; the package leaves that slash out.
const stringToSign = v4.getStringToSign;
v4.getStringToSign = (request, signature) => {
  const slash = request.headers['heed-path'].endsWith('/') && !request.uri.endsWith('/') ? '/' : '';
  return stringToSign({ ...request, uri: request.uri + slash }, signature);
};

const server = new S3rver({
  address: '127.0.0.1',
  port: Number(port),
  directory,
  silent: true,
  vhostBuckets: false,
  configureBuckets: [{ name: bucket }],
});
server.middleware.unshift((ctx, next) => {
  // The package serves whoever signs nothing.
  if (!ctx.headers.authorization) {
    ctx.status = 403;
    return undefined;
  }
  ctx.headers['heed-path'] = ctx.path;
  return next();
});
server.run();
