merge into dead_letters d
using (values (
    cast(:#id as varchar(100)), cast(:#run as varchar(100)), cast(:#customer as varchar(200)), cast(:#language as varchar(20)),
    cast(:#reason as varchar(40)), cast(:#code as varchar(100)), cast(:#attempts as int), cast(:#message as varchar(4000)),
    cast(:#text as varchar(1048576))
)) s (id, run, customer, language, reason, code, attempts, message, text)
on d.id = s.id
when matched then update set
    run = s.run, customer = s.customer, language = s.language, reason = s.reason, code = s.code, attempts = s.attempts,
    message = s.message, text = s.text
when not matched then
    insert (id, run, customer, language, reason, code, attempts, message, text)
    values (s.id, s.run, s.customer, s.language, s.reason, s.code, s.attempts, s.message, s.text)
