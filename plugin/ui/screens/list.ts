/** All objects of one kind, in the namespace that is chosen or in all of them. */

import type { KubeObject } from '@pxsnap/core/specs'
import { listing } from '@pxsnap/core/views'
import type { KindName } from '../../kind-words.ts'
import { sanitiseLine } from '../../output/sanitise.ts'
import type { LiveList } from '../live/live-objects.ts'
import type { KeyBinding, Line, Screen } from '../screen.ts'
import { Table } from '../table/table.ts'
import type { Ui } from '../ui.ts'
import { detailScreen } from './detail.ts'
import { kindTitle } from './kind-title.ts'

export type ListOptions = {
  readonly kind: KindName
  /** As it is typed after `/`. */
  readonly filter?: string
}

export function listScreen(ui: Ui, { kind, filter }: ListOptions): Screen {
  return new ListScreen(ui, kind, filter)
}

class ListScreen implements Screen {
  readonly id: string
  readonly #ui: Ui
  readonly #kind: KindName
  readonly #table: Table<KubeObject>

  constructor(ui: Ui, kind: KindName, filter: string | undefined) {
    this.id = `list:${kind.apiVersion}/${kind.kind}`
    this.#ui = ui
    this.#kind = kind
    this.#table = new Table<KubeObject>(
      {
        columns: () => listing(kind.kind, [], this.#options()).columns,
        rows: () => this.#list().objects(),
        key: keyOf,
        cells: object => listing(kind.kind, [object], this.#options()).rows[0]?.cells ?? [],
        order: (object, column) => (column === 'AGE' ? newestFirst(object.metadata.creationTimestamp) : undefined),
        name: object => object.metadata.name,
        labels: object => object.metadata.labels ?? {},
        empty: () => this.#emptyText(),
      },
      () => ui.redraw(),
    )
    if (filter !== undefined) this.#table.filter(filter)
  }

  title(): string {
    return kindTitle(this.#kind.kind)
  }

  status(): Line {
    return this.#table.status()
  }

  keys(): readonly KeyBinding[] {
    const selected = this.#table.selected()
    const open: KeyBinding = {
      keys: ['enter'],
      does: this.#isNamespaces ? 'works in the namespace' : 'opens the object',
      hint: 'open',
      group: 'Show',
      run: () => selected !== undefined && this.#enter(selected),
    }
    return [...(selected === undefined ? [] : [open]), ...this.#table.keys()]
  }

  draw(room: Parameters<Screen['draw']>[0]): readonly Line[] {
    return this.#table.draw(room)
  }

  plain(): readonly Line[] {
    return this.#table.plain()
  }

  subjects(): readonly KubeObject[] {
    return this.#table.chosen()
  }

  filter(text: string | undefined): string | undefined {
    return this.#table.filter(text)
  }

  escape(): boolean {
    return this.#table.escape()
  }

  get #isNamespaces(): boolean {
    return this.#kind.kind === 'Namespace'
  }

  #enter(object: KubeObject): void {
    if (!this.#isNamespaces) {
      this.#ui.open(detailScreen(this.#ui, object))
      return
    }
    this.#ui.setNamespace(object.metadata.name)
    this.#ui.back()
  }

  #options() {
    const withNamespace = this.#kind.scope === 'Namespaced' && this.#ui.namespace() === undefined
    return { now: this.#ui.now(), withNamespace }
  }

  #list(): LiveList {
    const { apiVersion, kind, scope } = this.#kind
    const namespace = this.#ui.namespace()
    return this.#ui.live.list({
      apiVersion,
      kind,
      ...(scope === 'Cluster' || namespace === undefined ? {} : { namespace }),
    })
  }

  #emptyText(): string {
    const { synced, problem } = this.#list().state()
    if (problem !== undefined && !synced) return problem.message
    if (!synced) return 'Reading…'
    const namespace = this.#kind.scope === 'Cluster' ? undefined : this.#ui.namespace()
    const where = namespace === undefined ? '' : ` in namespace ${sanitiseLine(namespace)}. 0 shows all namespaces`
    return `There are no ${kindTitle(this.#kind.kind)}${where}.`
  }
}

function keyOf({ metadata: { namespace = '', name } }: KubeObject): string {
  return `${namespace}/${name}`
}

/** Ages grow the other way than times. */
function newestFirst(created: string | undefined): string {
  return created === undefined ? '' : String(Number.MAX_SAFE_INTEGER - Date.parse(created))
}
