-- Adds copies of what `generate` has made: psql -v copies=19 -f enlarge.sql
--
-- `generate` is one transaction; twenty times 10,000 programmes are here in two
-- minutes. Ids are hashes of the old one and the number of the copy, slugs end in
-- it; everything else is as it was. For trying out plans, never for a network.
set session_replication_role = replica;
set synchronous_commit = off;

create function pg_temp.copy_rows(t regclass, ids text[], kept text, copy int) returns void
language plpgsql as $$
declare
    names text;
    chosen text;
begin
    select string_agg(quote_ident(attname), ', ' order by attnum),
        string_agg(case
            when attname = any(ids) then format('md5(%I::text || ''/%s'')::uuid', attname, copy)
            when attname = 'slug' then format('slug || ''-%s''', copy)
            else quote_ident(attname) end, ', ' order by attnum)
    into names, chosen
    from pg_attribute
    where attrelid = t and attnum > 0 and not attisdropped
        and attgenerated = '' and attidentity = '' and attname <> 'number';
    execute format('insert into %s (%s) select %s from %s where %s', t, names, chosen, t, kept);
end $$;

create temp table cities as select id from city where origin = 'SYNTHETIC';
create temp table programmes as
    select id from programme where city_id in (select id from cities);
create temp table offerings as
    select id from offering where programme_id in (select id from programmes);
analyze cities, programmes, offerings;

select pg_temp.copy_rows(t::regclass, ids, kept, copy)
from generate_series(1, :copies) as copy,
    (values
        (1, 'city', '{id}'::text[], 'id in (table cities)'),
        (2, 'programme', '{id,city_id}', 'id in (table programmes)'),
        (3, 'programme_code', '{programme_id}', 'programme_id in (table programmes)'),
        (4, 'offering', '{id,programme_id,city_id}', 'id in (table offerings)'),
        (5, 'schedule', '{id,offering_id}', 'offering_id in (table offerings)'),
        (6, 'search_entry', '{subject_id}', 'subject_id in (table programmes)'),
        (7, 'journal', '{subject_id,city_id}', 'subject_id in
            (table cities union table programmes union table offerings)')
    ) as part (place, t, ids, kept)
order by copy, place;
set session_replication_role = origin;
vacuum (analyze);
