-- As whole words: letters of any alphabet and digits end them.
asked_parameter (words) AS (
    SELECT
        '*[^0-9a-zÀ-῾]'
        || replace(replace(replace(lower(:parameter), '[', '[[]'), '%', '*'), '_', '?')
        || '[^0-9a-zÀ-῾]*'
),
