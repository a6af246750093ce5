/** Which model runs in a container. */

import type { Application, ApplicationState } from './application.ts'
import { cassandraApplication } from './cassandra/cassandra.ts'
import { elasticsearchApplication } from './elasticsearch/elasticsearch.ts'
import { filesApplication } from './files/files.ts'
import { mongodbApplication } from './mongodb/mongodb.ts'
import { mysqlApplication } from './mysql/mysql.ts'
import { postgresqlApplication } from './postgresql/postgresql.ts'
import { redisApplication } from './redis/redis.ts'

/**
 * Any of the models. A state must come from the model it is given to: `application` in the state names it.
 */
export type AnyApplication = Application<ApplicationState>

/** The last one runs anything. */
export const applications: readonly AnyApplication[] = [
  mysqlApplication,
  cassandraApplication,
  mongodbApplication,
  postgresqlApplication,
  redisApplication,
  elasticsearchApplication,
  filesApplication,
]

/** The model of the container; a container without volumes of its own runs one too, which then writes nothing. */
export function applicationFor(image: string, containerName: string): AnyApplication {
  return applications.find(application => application.runs(image, containerName)) ?? filesApplication
}

/** The model that a stored state belongs to, or undefined when there is no such model. */
export function applicationNamed(name: string): AnyApplication | undefined {
  return applications.find(application => application.name === name)
}
