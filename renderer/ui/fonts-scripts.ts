/** Fallback faces for names in Arabic, Devanagari and Chinese (and the Han of Japanese). */
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-devanagari/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
