"""Surveys in public: a slip answered on one's own telephone, results that were published."""
