/**
 * A piece of the library that only some programs need. `import "tucuxi"` on Node knows all of them; a bundle holds those
 * that the modules of its services bring along (`src/parts.ts`), and is spared the rest.
 */
export interface Part<T> {
  /** Makes the piece known. It is made by `create` when it is first used, if ever. */
  provide(create: () => T): void;
  readonly isHere: boolean;
  /** The piece. Throws where nothing has provided it. */
  get(): T;
}

/**
 * A part that is not known yet; `missing` makes the error of whoever uses it nevertheless.
 *
 * @example
 * const jmespath = part<Promise<Jmespath>>(() => new ModelError('… Add: import "tucuxi/s3"'));
 */
export function part<T>(missing: () => Error): Part<T> {
  let create: (() => T) | undefined;
  let made: { readonly value: T } | undefined;
  return {
    provide(by) {
      create ??= by;
    },
    get isHere() {
      return create !== undefined;
    },
    get() {
      if (!create) throw missing();
      made ??= { value: create() };
      return made.value;
    },
  };
}
