/** “Bring in my pipeline”: what the options page and the worker say to each other about many deals at once. Types only. */
import type { ApiFailure, ListedDeal } from '../crm/session.ts';
import type { StageRef } from '../domain/event.ts';

/** How deals come in: asked of the CRM's API, read off its list or board, or out of an export. */
export type PipelineWay = 'api' | 'page' | 'file';

/** A switched-on CRM and what it can do for a pipeline just now. */
export interface PipelineSite {
  crm: string;
  name: string;
  /** `https://acme.lightning.force.com` */
  origin: string;
  /** Tenants known of it, the one shown in a tab first; empty before one of its pages was open. */
  orgs: string[];
  /** Stages of the first of them, as last read. */
  stages: StageRef[];
  /** `no-tab`: open the CRM in a tab; `off`: reading by API is not switched on; `none`: not offered for this CRM. */
  api: 'ready' | 'no-tab' | 'off' | 'none';
  list: 'ready' | 'no-tab' | 'none';
}

/** Why a row or record was not taken. `record`, `name`: missing; `twice`: its id stands in several rows; `shape`: not a deal's values. */
export type RefusalReason = 'record' | 'name' | 'twice' | 'shape' | 'long';

export interface PipelineRefusal {
  /** Row of the file as a spreadsheet counts them, the header being row 1. */
  row?: number | undefined;
  record?: string | undefined;
  why: RefusalReason;
  /** The other rows of an id that stands twice, or the column of a wrong value. */
  detail?: string | undefined;
}

export interface PipelineCounts {
  /** Not known here before. */
  fresh: number;
  changed: number;
  same: number;
  refused: number;
}

/** Why a job waits. `no-tab`: no tab of the CRM is open; `no-list`: the tab shows no list of deals. */
export type PipelineWait = ApiFailure['why'] | 'no-tab' | 'no-list' | 'storage';

/** The one import that is under way or was the last. */
export interface PipelineJob {
  id: string;
  way: PipelineWay;
  crm: string;
  /** Tenant; of a file from no switched-on CRM its source's name. */
  org: string;
  origin: string;
  /** Name of the CRM or of the file. */
  name: string;
  all: boolean;
  state: 'running' | 'waiting' | 'done' | 'cancelled';
  why?: PipelineWait | undefined;
  detail?: string | undefined;
  /** With `busy`: when the CRM is asked again, ms. */
  until?: number | undefined;
  /** Of a file: in how many parts its deals lie in storage. */
  parts?: number;
  /** Where the next page begins. */
  after?: string | undefined;
  /** Deals that are expected; null while the CRM has not said. */
  total: number | null;
  counts: PipelineCounts;
  started: number;
  ended?: number | undefined;
  /** The page's list went on beyond what was drawn. */
  more?: boolean | undefined;
}

export interface PipelineView {
  sites: PipelineSite[];
  job: PipelineJob | null;
}

/** Where the deals of a file belong. */
export interface PipelineTarget {
  /** A CRM's id, or `file`. */
  crm: string;
  /** Tenant, or the name of the source. */
  org: string;
}

/**
 * pipeline → PipelineView · pipeline-refused → PipelineRefusal[] · pipeline-try → PipelineCounts: what these deals would bring ·
 * pipeline-load → null: a part of a file's deals, `n` from 0 · pipeline-start, pipeline-go → PipelineJob ·
 * pipeline-stop → PipelineJob: cancels; what is in stays · pipeline-clear → null: forgets the report.
 */
export type PipelineAsk =
  | { q: 'pipeline' | 'pipeline-refused' | 'pipeline-go' | 'pipeline-stop' | 'pipeline-clear' }
  | { q: 'pipeline-try'; target: PipelineTarget; deals: ListedDeal[] }
  | { q: 'pipeline-load'; n: number; deals: ListedDeal[] }
  | { q: 'pipeline-start'; way: 'api' | 'page'; origin: string; all?: boolean }
  | { q: 'pipeline-start'; way: 'file'; target: PipelineTarget; name: string; parts: number; total: number; refused: PipelineRefusal[] };
