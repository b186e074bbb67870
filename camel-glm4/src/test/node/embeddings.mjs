// The official OpenAI client and LangChain against routes that are embedding models. BASE_URL and API_KEY say where.
import assert from 'node:assert/strict';
import test from 'node:test';
import { OpenAIEmbeddings } from '@langchain/openai';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY, maxRetries: 0 });
const texts = ['Rain.', '雨。', 'It rains.'];
const float = Math.fround(0.1);

function vectorOf(text) {
  return [text.length, float];
}

// without encoding_format the client asks for base64, and decodes it
test('vectors in base64, which is what the client asks for', async () => {
  const embeddings = await client.embeddings.create({ model: 'vectors', input: texts });
  assert.equal(embeddings.object, 'list');
  assert.equal(embeddings.model, 'vectors');
  assert.deepEqual(embeddings.data.map((element) => [element.object, element.index]), [0, 1, 2].map((i) => ['embedding', i]));
  assert.deepEqual(embeddings.data.map((element) => Array.from(element.embedding)), texts.map(vectorOf));
  assert.deepEqual(embeddings.usage, { prompt_tokens: 9, total_tokens: 9 });
});

test('vectors as numbers', async () => {
  const embeddings = await client.embeddings.create({ model: 'vectors', input: texts[0], encoding_format: 'float' });
  assert.equal(embeddings.data.length, 1);
  assert.deepEqual(embeddings.data[0].embedding.map(Math.fround), vectorOf(texts[0]));
});

test('errors have the classes that the client knows', async () => {
  await assert.rejects(client.embeddings.create({ model: 'vectors', input: [[1, 2], [3]] }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, 'input');
    return true;
  });
  await assert.rejects(client.embeddings.create({ model: 'proxy', input: texts }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.match(error.message, /\/chat\/completions/);
    return true;
  });
});

test('LangChain', async () => {
  const embeddings = new OpenAIEmbeddings({
    model: 'vectors', apiKey: process.env.API_KEY, batchSize: 2, maxRetries: 0, configuration: { baseURL: process.env.BASE_URL } });
  assert.deepEqual((await embeddings.embedQuery(texts[0])).map(Math.fround), vectorOf(texts[0]));
  // in two requests
  assert.deepEqual((await embeddings.embedDocuments(texts)).map((vector) => vector.map(Math.fround)), texts.map(vectorOf));
});
