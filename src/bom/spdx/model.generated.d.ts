import type { Schema } from '../cyclonedx/json-schema';

export declare const model: {
  /** What a property may hold: a value, or an element or object of a class. */
  readonly kinds: readonly (Schema | { readonly of: string })[];
  readonly classes: Readonly<
    Record<
      string,
      {
        readonly base?: string;
        /** 1: objects of it have an `spdxId`; 0: they may have an `@id`; left out where there are none. */
        readonly id?: 0 | 1;
        /** Index of the kind, 1 when it must be there, and of a list how many items it has at least. */
        readonly properties?: Readonly<Record<string, readonly [kind: number, required: 0 | 1, least?: number]>>;
      }
    >
  >;
  /** The classes and the individuals that stand where a class is asked for. */
  readonly members: Readonly<Record<string, readonly [classes: readonly string[], individuals: readonly string[]]>>;
};
