/** Workflows as such projects have them, each of several jobs with set-up, work and reports: what metamorphic tests start from. */
export const baseWorkflows: Readonly<Record<string, string>> = {
  node: `
name: Web shop
on:
  push:
    branches: [main]
  pull_request:
    branches: [main]
env:
  SHOP_REGION: eu
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - name: Check out
        uses: actions/checkout@v4
      - name: Set up Node
        uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - name: Install
        run: npm ci
      - name: Lint and types
        run: |
          npm run lint
          npx tsc --noEmit
  test:
    runs-on: ubuntu-latest
    needs: check
    env:
      SHOP_DB: postgres://localhost/shop
    services:
      postgres:
        image: postgres:16
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - name: Install
        run: npm ci
      - name: Test
        run: npm test
      - name: Browser tests
        run: npx playwright test --project chromium
      - name: Keep the report
        if: always()
        uses: actions/upload-artifact@v4
        with:
          name: report
          path: playwright-report
`,
  rust: `
name: Engine
on:
  push:
    branches: [main]
    paths: ['engine/**']
  pull_request:
    paths: ['engine/**']
jobs:
  build:
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest]
        profile: [dev, release]
    runs-on: \${{ matrix.os }}
    defaults:
      run:
        working-directory: engine
    steps:
      - name: Check out
        uses: actions/checkout@v4
      - name: Tool chain
        uses: dtolnay/rust-toolchain@stable
      - name: Build
        run: cargo build --workspace --profile \${{ matrix.profile }}
      - name: Test
        run: cargo test --workspace --profile \${{ matrix.profile }}
      - name: Lint
        shell: bash
        run: |
          cargo fmt --check
          cargo clippy --workspace -- -D warnings
`,
  python: `
name: Forecast
on:
  push:
    branches: [main]
  schedule:
    - cron: '20 3 * * 1'
jobs:
  test:
    runs-on: ubuntu-22.04
    container:
      image: python:3.12
    strategy:
      matrix:
        suite: [unit, contract]
    env:
      FORECAST_MODE: strict
    steps:
      - name: Check out
        uses: actions/checkout@v4
      - name: Install
        run: |
          python -m pip install --upgrade pip
          pip install -r requirements.txt pytest
      - name: Test
        run: pytest tests/\${{ matrix.suite }} --maxfail 1
      - name: Package
        run: python -m build --wheel
  docs:
    runs-on: ubuntu-22.04
    steps:
      - name: Check out
        uses: actions/checkout@v4
      - name: Build the pages
        run: make -C docs html
`,
  deploy: `
name: Deliver
on:
  push:
    branches: [main]
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - name: Check out
        uses: actions/checkout@v4
      - name: Log in
        uses: docker/login-action@v3
        with:
          registry: ghcr.io
          username: \${{ github.actor }}
          password: \${{ secrets.GITHUB_TOKEN }}
      - name: Build and push
        uses: docker/build-push-action@v6
        with:
          context: api
          push: true
          tags: ghcr.io/shop/api:\${{ github.sha }}
      - name: Look for known holes
        run: ./deploy/scan.sh ghcr.io/shop/api:\${{ github.sha }}
  roll-out:
    needs: image
    runs-on: ubuntu-latest
    environment: production
    steps:
      - name: Check out
        uses: actions/checkout@v4
      - name: Roll out
        env:
          KUBE_TARGET: \${{ secrets.CLUSTER }}
        run: |
          ./deploy/render.sh --image ghcr.io/shop/api:\${{ github.sha }} > out.yml
          kubectl apply --server-side -f out.yml
          kubectl rollout status deployment/api
`,
  zig: `
name: Runtime
on:
  push:
    branches: [main]
  pull_request:
    branches: [main]
jobs:
  build:
    runs-on: [self-hosted, metal]
    strategy:
      matrix:
        optimize: [Debug, ReleaseFast]
    steps:
      - name: Check out
        uses: actions/checkout@v4
      - name: Install Zig
        run: ./scripts/install-zig.sh 0.15.1
      - name: Build
        run: zig build -Doptimize=\${{ matrix.optimize }}
      - name: Test
        run: zig build test -Doptimize=\${{ matrix.optimize }}
      - name: Smoke
        run: |
          ./zig-out/bin/runtime --version
          ./zig-out/bin/runtime list --root /tmp/none
      - name: Keep
        uses: actions/upload-artifact@v4
        with:
          name: runtime-\${{ matrix.optimize }}
          path: zig-out/bin/runtime
`,
};
