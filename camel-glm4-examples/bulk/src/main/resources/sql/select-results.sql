select id, customer, language, category, sentiment, summary, model, tokens from results where run = :#run order by id
