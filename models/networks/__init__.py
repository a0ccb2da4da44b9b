"""Keyword co-occurrence networks: pure functions over records (id, year, keywords), whose results are arrays.

R records, V keywords, N keywords in the network, E links, K clusters, Y years. A run says `index_keywords`,
`cut_slices`, `build_network`, `find_clusters`, and asks the result for silhouettes, labels, centrality, bursts, themes.
"""
