/** The first screen: what is protected, what runs, what failed, and what is frozen now. */

import type { Instant } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import { frozenBy, type Protection, protectionOf } from '@pxsnap/core/views'
import type { KeyBinding, Line, Room, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { LiveKinds, relatedKinds } from './live-kinds.ts'
import { calmRows, type OverviewRow, unbroken, urgentRows } from './overview-lines.ts'
import { redrawWhile } from './redraw-while.ts'
import { RowsCursor } from './rows-cursor.ts'

export function overviewScreen(ui: Ui): Screen {
  return new OverviewScreen(ui)
}

/** Ages and next runs are worked out again after so long; the clocks of what is frozen run with every frame. */
const refreshMs = 5_000
/** So many times as long as it took it is not worked out again. */
const restFactor = 20

class OverviewScreen implements Screen {
  readonly id = 'overview'
  readonly #ui: Ui
  readonly #kinds: LiveKinds
  readonly #cursor = new RowsCursor<OverviewRow>()
  #known:
    | {
        readonly of: readonly KubeObject[]
        readonly namespace: string | undefined
        /** When it was worked out, and how long that took, in milliseconds of this machine. */
        readonly atMs: number
        readonly tookMs: number
        readonly protection: Protection
      }
    | undefined

  /** Thousands of applications are not drawn anew in every frame. */
  #calm: { readonly of: Protection; readonly columns: number; readonly rows: readonly OverviewRow[] } | undefined

  constructor(ui: Ui) {
    this.#ui = ui
    this.#kinds = new LiveKinds(ui.live, relatedKinds)
  }

  shown(signal: AbortSignal): void {
    redrawWhile(this.#ui, () => (this.#known?.protection.frozen.length ?? 0) > 0, { everyMs: 100, signal })
  }

  title(): string {
    return 'overview'
  }

  status(): Line {
    const namespace = this.#ui.namespace()
    return namespace === undefined ? [] : [{ text: `in ${namespace}`, tone: 'muted' }]
  }

  keys(): readonly KeyBinding[] {
    const selected = this.#cursor.selected()
    const open: KeyBinding = {
      keys: ['enter'],
      does: 'goes to what the cursor is on',
      hint: 'open',
      group: 'Show',
      run: () => this.#open(selected),
    }
    return [...(selected === undefined ? [] : [open]), ...this.#cursor.keys()]
  }

  draw({ columns, rows, charset, linear }: Room): readonly Line[] {
    if (!this.#kinds.isRead() && this.#kinds.objects().length === 0) {
      return [[{ text: `Reading the cluster${charset.working}`, tone: 'working' }]]
    }
    this.#cursor.take(this.#rows(linear ? unbroken : columns, linear))
    return this.#cursor.window(rows, columns, { linear })
  }

  plain({ columns }: Pick<Room, 'columns' | 'charset'>): readonly Line[] {
    return this.#rows(columns, false).map(({ line }) => line)
  }

  /** An application means its claims, so that `s` takes a snapshot of all of them. */
  subjects(): readonly KubeObject[] {
    const { goes } = this.#cursor.selected() ?? {}
    if (goes === undefined) return []
    if (goes.to === 'object') return [this.#ui.live.newest(goes.object) ?? goes.object]
    const { namespace, claims } = goes.application
    return this.#kinds
      .objects()
      .filter(({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.namespace === namespace)
      .filter(({ metadata }) => claims.includes(metadata.name))
  }

  #rows(columns: number, linear: boolean): readonly OverviewRow[] {
    const now = this.#ui.now()
    const protection = this.#protection(now)
    const frozen = frozenBy(
      protection.frozen.map(({ object }) => object),
      now,
    )
    if (this.#calm?.of !== protection || this.#calm.columns !== columns)
      this.#calm = { of: protection, columns, rows: calmRows(protection, columns, { linear }) }
    return [...urgentRows({ ...protection, frozen }, now, columns), ...this.#calm.rows]
  }

  #protection(now: Instant): Protection {
    const all = this.#kinds.objects()
    const namespace = this.#ui.namespace()
    const known = this.#known
    const began = performance.now()
    if (known !== undefined && known.namespace === namespace) {
      // In a cluster where this takes long, the keyboard is worth more than the last second.
      const restMs = known.tookMs * restFactor
      const isFresh = began - known.atMs < Math.max(restMs, known.of === all ? refreshMs : 0)
      if (isFresh) return known.protection
    }
    const seen = namespace === undefined ? all : all.filter(one => (one.metadata.namespace ?? namespace) === namespace)
    const protection = protectionOf(seen, now)
    const atMs = performance.now()
    this.#known = { of: all, namespace, atMs, tookMs: atMs - began, protection }
    return protection
  }

  #open(row: OverviewRow | undefined): void {
    const { goes } = row ?? {}
    if (goes === undefined) return
    const isRun = goes.to === 'object' && goes.of !== 'failed' && goes.object.kind !== 'VolumeSnapshotSchedule'
    this.#ui.show(goes.to === 'application' ? 'history' : isRun ? 'timeline' : 'describe', this.subjects())
  }
}
