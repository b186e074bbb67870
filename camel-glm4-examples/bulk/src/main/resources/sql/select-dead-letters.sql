select id, customer, language, reason, code, attempts, message, text from dead_letters d
where d.run = :#run and not exists (select 1 from results r where r.id = d.id and r.run = d.run)
order by id
