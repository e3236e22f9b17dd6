#!/bin/sh
# Runs once, when the database's volume is new. Two roles, neither a superuser: the owner of the database and its tables,
# who migrates, and the application's, to which each migration grants what it needs and no more.
set -eu
psql --set ON_ERROR_STOP=1 --set owner="$OWNER_DATABASE_PASSWORD" --set application="$APP_DATABASE_PASSWORD" \
  --username postgres <<'SQL'
CREATE ROLE oncoabasto_owner LOGIN PASSWORD :'owner';
CREATE ROLE oncoabasto LOGIN PASSWORD :'application';
CREATE DATABASE oncoabasto OWNER oncoabasto_owner;
\connect oncoabasto
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;
SQL
