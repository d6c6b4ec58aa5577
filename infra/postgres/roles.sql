-- Roles and database of one service. Run once per service, again whenever passwords change:
--   HEED_OWNER_PASSWORD=… HEED_APP_PASSWORD=… HEED_RELAY_PASSWORD=… \
--     psql "host=… dbname=postgres user=…" -v service=grievances -f roles.sql
-- Passwords come from the environment so that they show up in no process list.
-- Needs psql 15 or later and a role that may create roles and databases; no superuser.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
\getenv owner_password HEED_OWNER_PASSWORD
\getenv app_password HEED_APP_PASSWORD
\getenv relay_password HEED_RELAY_PASSWORD
\if :{?service}
\else
  \set service ''
\endif
\if :{?owner_password}
\else
  \set owner_password ''
\endif
\if :{?app_password}
\else
  \set app_password ''
\endif
\if :{?relay_password}
\else
  \set relay_password ''
\endif
SELECT :'service' !~ '^[a-z]+$' OR least(length(:'owner_password'), length(:'app_password'), length(:'relay_password')) < 16
    AS incomplete \gset
\if :incomplete
  DO $$ BEGIN RAISE EXCEPTION 'set the variable service (lower-case letters) and three passwords of 16 characters or more'; END $$;
\endif
SELECT :'service' || '_owner' AS owner, :'service' || '_app' AS app,
       :'service' || '_relay' AS relay, :'service' || '_door' AS door \gset

SELECT format('CREATE ROLE %I', name)
  FROM unnest(ARRAY[:'owner', :'app', :'relay', :'door']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE :"owner" LOGIN NOINHERIT PASSWORD :'owner_password';
ALTER ROLE :"app" LOGIN NOINHERIT PASSWORD :'app_password';
ALTER ROLE :"relay" LOGIN NOINHERIT PASSWORD :'relay_password';
ALTER ROLE :"door" NOLOGIN;
-- Policies and list filters make plans look dear; compiling them took ten times as long as running them (docs/benchmarks.md, the queue).
ALTER ROLE :"app" SET jit = off;

-- The attributes that would void row-level security are the defaults' absence; only a superuser may even
-- name some of them, so they are checked instead of set.
SELECT coalesce(string_agg(rolname, ', '), '') AS unsafe
  FROM pg_roles
 WHERE rolname IN (:'owner', :'app', :'relay', :'door')
   AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication) \gset
SELECT :'unsafe' <> '' AS refused \gset
\if :refused
  \echo refused, these roles have more than they may: :unsafe
  DO $$ BEGIN RAISE EXCEPTION 'a service role may not be superuser, bypass row security, create roles or databases, or replicate'; END $$;
\endif

-- NOINHERIT on the owner: it can hand functions to the door role, yet the door's policies don't open for it.
GRANT :"door" TO :"owner";

-- Creating a database for another role, and giving it the schema, needs membership unless one is superuser.
SELECT NOT rolsuper AS managed FROM pg_roles WHERE rolname = current_user \gset
\if :managed
  GRANT :"owner" TO CURRENT_USER;
\endif

SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
ALTER DATABASE :"service" OWNER TO :"owner";
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"app", :"relay";

\connect :service
SET client_min_messages = warning;
-- The schema belongs to whoever owns the database, and on PostgreSQL 15 that too counts as inherited.
SELECT pg_get_userbyid(nspowner) <> :'owner' AS foreign_schema FROM pg_namespace WHERE nspname = 'public' \gset
\if :foreign_schema
  BEGIN;
  ALTER ROLE :"owner" INHERIT;
  ALTER SCHEMA public OWNER TO :"owner";
  ALTER ROLE :"owner" NOINHERIT;
  COMMIT;
\endif
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app", :"relay";
-- PostgreSQL asks the new owner of a function for CREATE on its schema; nobody can log in as this role.
GRANT USAGE, CREATE ON SCHEMA public TO :"door";
-- Functions are executable by everyone unless taken away: a door opens to whom a migration names.
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

\if :managed
  REVOKE :"owner" FROM CURRENT_USER;
\endif
