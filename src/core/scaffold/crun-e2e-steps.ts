/**
 * The steps of the model, indented as a job's. The trap removes the container as soon as a step fails, also where the
 * runner dies before its next step; the last step removes it after a cancellation that left no time for a trap.
 */
export const crunE2eSteps = `      - name: Look for crun and busybox
        id: guard
        run: |
          missing=()
          command -v crun >/dev/null || missing+=(crun)
          # busybox is all that the container has, so it must need no library.
          if ! busybox=$(command -v busybox) || ldd "$busybox" >/dev/null 2>&1; then missing+=(busybox-static); fi
          if [ "\${#missing[@]}" -gt 0 ]; then
            echo "::warning title=crun E2E skipped::\${missing[*]} not found on $RUNNER_NAME (apt-get install \${missing[*]})"
            echo "Skipped on $RUNNER_NAME: \${missing[*]} not found." >>"$GITHUB_STEP_SUMMARY"
            echo 'ready=false' >>"$GITHUB_OUTPUT"
            exit 0
          fi
          crun --version
          echo 'ready=true' >>"$GITHUB_OUTPUT"

      - name: Prepare a bundle
        if: steps.guard.outputs.ready == 'true'
        run: |
          bundle="$RUNNER_TEMP/$CONTAINER"
          mkdir -p "$bundle"/rootfs/{bin,dev,proc}
          cp "$(command -v busybox)" "$bundle/rootfs/bin/busybox"
          # Root inside is the runner's own user outside: this needs neither root nor sudo. The process ends by itself
          # after five minutes, whatever happens. The text keeps the script's indentation: at column 0 it would end
          # the YAML block, and GitHub would refuse the file.
          cat >"$bundle/config.json" <<CONFIG
          {
            "ociVersion": "1.0.0",
            "process": {
              "terminal": false,
              "user": { "uid": 0, "gid": 0 },
              "cwd": "/",
              "env": ["PATH=/bin"],
              "args": ["/bin/busybox", "sh", "-c", "trap 'exit 0' TERM; echo started; /bin/busybox sleep 300 & wait"],
              "noNewPrivileges": true
            },
            "root": { "path": "rootfs", "readonly": true },
            "mounts": [{ "destination": "/proc", "type": "proc", "source": "proc" }],
            "linux": {
              "namespaces": [
                { "type": "user" }, { "type": "pid" }, { "type": "mount" },
                { "type": "ipc" }, { "type": "uts" }, { "type": "network" }
              ],
              "uidMappings": [{ "containerID": 0, "hostID": $(id -u), "size": 1 }],
              "gidMappings": [{ "containerID": 0, "hostID": $(id -g), "size": 1 }]
            }
          }
          CONFIG
          # Where crun keeps its records when it isn't root; a service has no such directory by itself.
          if [ "$(id -u)" -ne 0 ] && [ ! -w "\${XDG_RUNTIME_DIR:-/none}" ]; then
            mkdir -p "$RUNNER_TEMP/crun"
            echo "XDG_RUNTIME_DIR=$RUNNER_TEMP/crun" >>"$GITHUB_ENV"
          fi

      - name: Create
        if: steps.guard.outputs.ready == 'true'
        run: |
          trap '[ $? -eq 0 ] || crun delete --force "$CONTAINER"' EXIT
          crun create --bundle "$RUNNER_TEMP/$CONTAINER" "$CONTAINER" </dev/null >"$RUNNER_TEMP/$CONTAINER.log" 2>&1
          crun state "$CONTAINER" | grep -E '"status": *"created"'

      - name: Start
        if: steps.guard.outputs.ready == 'true'
        run: |
          trap '[ $? -eq 0 ] || crun delete --force "$CONTAINER"' EXIT
          crun start "$CONTAINER"
          tries=0
          until grep -x started "$RUNNER_TEMP/$CONTAINER.log"; do
            tries=$((tries + 1))
            if [ "$tries" -gt 50 ]; then
              echo "::error::$CONTAINER printed nothing within 10 s of its start"
              exit 1
            fi
            sleep 0.2
          done

      - name: State
        if: steps.guard.outputs.ready == 'true'
        run: |
          trap '[ $? -eq 0 ] || crun delete --force "$CONTAINER"' EXIT
          crun state "$CONTAINER" | grep -E '"status": *"running"'
          crun list --quiet | grep -Fx "$CONTAINER"

      - name: Stop
        if: steps.guard.outputs.ready == 'true'
        run: |
          trap '[ $? -eq 0 ] || crun delete --force "$CONTAINER"' EXIT
          crun kill "$CONTAINER" TERM
          tries=0
          until crun state "$CONTAINER" | grep -E '"status": *"stopped"'; do
            tries=$((tries + 1))
            if [ "$tries" -gt 50 ]; then
              echo "::error::$CONTAINER still runs 10 s after TERM"
              exit 1
            fi
            sleep 0.2
          done

      - name: Delete
        if: steps.guard.outputs.ready == 'true'
        run: |
          trap '[ $? -eq 0 ] || crun delete --force "$CONTAINER"' EXIT
          crun delete "$CONTAINER"
          if crun state "$CONTAINER"; then
            echo "::error::crun state still knows $CONTAINER after its deletion"
            exit 1
          fi
          listed=$(crun list --quiet)
          if grep -Fx "$CONTAINER" <<<"$listed"; then
            echo "::error::crun list still shows $CONTAINER after its deletion"
            exit 1
          fi

      # Runs after failure and after cancellation too; when all went well there is nothing left to delete.
      - name: Clean up
        if: always() && steps.guard.outputs.ready == 'true'
        run: |
          crun delete --force "$CONTAINER" || true
          listed=$(crun list --quiet)
          if grep -Fx "$CONTAINER" <<<"$listed"; then
            echo "::error::$CONTAINER is left on $RUNNER_NAME: remove it there with crun delete --force $CONTAINER"
            exit 1
          fi
          rm -rf "\${RUNNER_TEMP:?}/$CONTAINER"

      # After the clean-up, which must not wait for an upload: GitHub gives all of this five minutes after a cancellation.
      - name: Keep the container's output
        if: always() && steps.guard.outputs.ready == 'true'
        uses: actions/upload-artifact@v7
        with:
          name: crun-e2e-\${{ github.run_id }}-\${{ github.run_attempt }}-\${{ matrix.runner.name }}
          path: \${{ runner.temp }}/\${{ env.CONTAINER }}.log
          if-no-files-found: ignore
`;
