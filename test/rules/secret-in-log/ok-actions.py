# Routes and events that are called after what they do to a credential.
import logging

from routes import AJAX_RESET_API_KEY, UPDATE_USER_PASSWORD

log = logging.getLogger(__name__)
log.info(f"another admin can update it via {UPDATE_USER_PASSWORD}")
print("see", AJAX_RESET_API_KEY)
