import type { DistributionMetadata } from '../../core/requirement-facts';

/** Units of a licence's name; what is longer is its text. */
const LONGEST = 200;

/** The licence by the field that says it best. Source: core metadata specifications, License-Expression, Classifier, License. */
export function licenceOf(metadata: DistributionMetadata | undefined): string | undefined {
  const { licenceExpression, classifiers = [], licence } = metadata ?? {};
  const named = classifiers.map((each) => each.split(' :: ').at(-1)!).filter((each) => each !== 'OSI Approved');
  // Several classifiers do not say whether one may choose.
  const classified = named.length === 1 ? named[0] : undefined;
  return [licenceExpression, classified, licence].find(
    (said) => said !== undefined && said.toUpperCase() !== 'UNKNOWN' && said.length <= LONGEST,
  );
}
