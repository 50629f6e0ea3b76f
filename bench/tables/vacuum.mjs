// What a careful operator does after a large import into PostgreSQL: fresh statistics, and the vacuum's work done.
import postgres from 'postgres';

const sql = postgres(process.env.DSN, { max: 1 });
await sql`VACUUM ANALYZE`;
await sql.end();
