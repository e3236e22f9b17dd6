#!/bin/sh
# Runs once, when the database's volume is new: the application's role owns its database and is no superuser.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$APP_DATABASE_PASSWORD" --username postgres <<'SQL'
CREATE ROLE oncoabasto LOGIN PASSWORD :'password';
CREATE DATABASE oncoabasto OWNER oncoabasto;
\connect oncoabasto
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;
SQL
