"""Two claims compared, aspect by aspect: can they tell of one happening?"""
