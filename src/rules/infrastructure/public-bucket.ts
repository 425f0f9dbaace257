import { defineRule } from '../../core/rule';
import { listenToSettings } from './settings/unsafe-settings';

const READ = 'Anyone on the internet reads what is in this bucket.';
const GUARD = 'The guard against public buckets is switched off here.';

export default defineRule({
  id: 'public-bucket',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Bucket that is open to anyone',
  cwe: 732,
  docs: {
    what: 'A bucket of objects is public in writing: `AccessControl: PublicRead` or `PublicReadWrite`, `acl = "public-read"`, a block of public access that is set to false, `allUsers` as a member of a bucket of Google Cloud, `allow_nested_items_to_be_public = true` of an Azure storage account.',
    why: 'Training data, checkpoints and the experiments beside them are copied by whoever guesses the name; with write access they are replaced, and the next training loads them.',
    fix: 'Make the bucket private and give readers a role or a signed URL. A mirror of a public data set is the exception: silence this with the reason.',
    references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
  },
  listen: listenToSettings([
    {
      type: /^AWS::S3::Bucket$/,
      path: /^AccessControl$/,
      unsafe: /^PublicRead(?:Write)?$/,
      message: READ,
      safe: 'Private',
    },
    {
      type: /^AWS::S3::Bucket$/,
      path: /^PublicAccessBlockConfiguration\./,
      unsafe: /^false$/i,
      message: GUARD,
      safe: 'true',
    },
    {
      type: /^aws_s3_bucket(?:_acl)?$/,
      path: /^acl$/,
      unsafe: /^public-read(?:-write)?$/,
      message: READ,
      safe: 'private',
    },
    {
      type: /^aws_s3_(?:bucket|account)_public_access_block$/,
      path: /^(?:block|ignore|restrict)_public_/,
      unsafe: /^false$/,
      message: GUARD,
      safe: 'true',
    },
    {
      type: /^google_storage_bucket_(?:iam_(?:member|binding)|access_control)$/,
      path: /^(?:members?|entity)$/,
      unsafe: /^all(?:Authenticated)?Users$/,
      message: READ,
    },
    {
      type: /^azurerm_storage_account$/,
      path: /^allow_nested_items_to_be_public$/,
      unsafe: /^true$/,
      message: READ,
      safe: 'false',
    },
  ]),
});
