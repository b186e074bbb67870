merge into results r
using (values (
    cast(:#id as varchar(100)), cast(:#run as varchar(100)), cast(:#customer as varchar(200)), cast(:#language as varchar(20)),
    cast(:#category as varchar(20)), cast(:#sentiment as varchar(20)), cast(:#summary as varchar(4000)),
    cast(:#model as varchar(100)), cast(:#tokens as bigint)
)) s (id, run, customer, language, category, sentiment, summary, model, tokens)
on r.id = s.id
when matched then update set
    run = s.run, customer = s.customer, language = s.language, category = s.category, sentiment = s.sentiment,
    summary = s.summary, model = s.model, tokens = s.tokens
when not matched then
    insert (id, run, customer, language, category, sentiment, summary, model, tokens)
    values (s.id, s.run, s.customer, s.language, s.category, s.sentiment, s.summary, s.model, s.tokens)
