import type { TSchema } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../error/catalogue.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE';

export interface Parameter {
  readonly in: 'query' | 'path' | 'header';
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly schema: TSchema;
}

export interface ResponseDescription {
  readonly description: string;
  /** Absent: the answer has no body. */
  readonly schema?: TSchema;
}

/** What the OpenAPI document says of a route. */
export interface Operation {
  /** The `operationId`; official clients are generated from it. */
  readonly id: string;
  readonly summary: string;
  readonly tag: 'identity' | 'frontend' | 'courier' | 'metadata';
  readonly parameters?: readonly Parameter[];
  readonly body?: TSchema;
  /** Whether the document calls the body required; every operation that has one refuses a request without it. */
  readonly bodyRequired?: boolean;
  /** Whether an HTML form can send the body, too. */
  readonly bodyAsForm?: boolean;
  readonly responses: Readonly<Record<number, ResponseDescription>>;
}

/** One path and method of a listener: what it does and what describes it. */
export interface Route {
  readonly method: HttpMethod;
  /** In the notation of OpenAPI: `/admin/identities/{id}`. */
  readonly path: string;
  /** Absent for redirects and aliases, which the OpenAPI document leaves out. */
  readonly operation?: Operation;
  /** The scope that a key of the admin API needs for this route; absent where anybody may call. */
  readonly scope?: string;
  /** How the operation calls a body that is too large; `body_too_large` unless it says so. */
  readonly tooLarge?: ErrorCode;
  /** Answered under any load: what tells others how the server is. */
  readonly always?: boolean;
  /** Answers through `reply` (and returns it), or throws. */
  handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> | FastifyReply;
}
