/** Why a document's file is not what is wanted. */
export type Difference =
  /** Keys of the metadata, sorted; `content_sha256` among them is the content. */
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'size' }
  /** More than one file has its name. */
  | { readonly kind: 'several' }
  /** Its file names no publisher. */
  | { readonly kind: 'nobodys' }
  /** A document of its name is still being ingested. */
  | { readonly kind: 'on-its-way' }

/** What the platform shows in its own way, and is therefore not compared. */
export interface OwnForms {
  readonly keys: readonly string[]
  readonly sizes: boolean
}
