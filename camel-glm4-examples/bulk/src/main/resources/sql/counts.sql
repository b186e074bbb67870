select
    (select count(*) from results where run = :#run) as done,
    (select count(*) from dead_letters d
        where d.run = :#run and not exists (select 1 from results r where r.id = d.id and r.run = d.run)) as failed,
    (select coalesce(sum(tokens), 0) from results where run = :#run) as tokens
