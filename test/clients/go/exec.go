package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/util/exec"
)

// database is a running pod that keeps its data on a claim.
func database(ctx context.Context, c clients) error {
	pod := &core.Pod{
		ObjectMeta: meta.ObjectMeta{Name: "db", Labels: map[string]string{"app": "db"}},
		Spec:       core.PodSpec{Containers: []core.Container{{Name: "mysql", Image: "mysql:8"}}},
	}
	pods := c.typed.CoreV1().Pods(c.namespace)
	if _, err := pods.Create(ctx, pod, meta.CreateOptions{}); err != nil {
		return err
	}
	return eventually(ctx, "the pod runs", func() bool {
		found, err := pods.Get(ctx, "db", meta.GetOptions{})
		return err == nil && found.Status.Phase == core.PodRunning
	})
}

type executing func(c clients, options *core.PodExecOptions) (remotecommand.Executor, error)

func execOverSpdy(ctx context.Context, c clients) error {
	return execWorks(ctx, c, func(c clients, options *core.PodExecOptions) (remotecommand.Executor, error) {
		request := c.typed.CoreV1().RESTClient().Post().Namespace(c.namespace).
			Resource("pods").Name("db").SubResource("exec").VersionedParams(options, scheme.ParameterCodec)
		return remotecommand.NewSPDYExecutor(c.config, "POST", request.URL())
	})
}

func execOverWebSocket(ctx context.Context, c clients) error {
	return execWorks(ctx, c, func(c clients, options *core.PodExecOptions) (remotecommand.Executor, error) {
		request := c.typed.CoreV1().RESTClient().Get().Namespace(c.namespace).
			Resource("pods").Name("db").SubResource("exec").VersionedParams(options, scheme.ParameterCodec)
		return remotecommand.NewWebSocketExecutor(c.config, "GET", request.URL().String())
	})
}

func execWorks(ctx context.Context, c clients, executing executing) error {
	if err := database(ctx, c); err != nil {
		return err
	}
	run := func(input io.Reader, command ...string) (string, string, error) {
		executor, err := executing(c, &core.PodExecOptions{
			Container: "mysql", Command: command, Stdin: input != nil, Stdout: true, Stderr: true})
		if err != nil {
			return "", "", err
		}
		var out, problems bytes.Buffer
		err = executor.StreamWithContext(ctx, remotecommand.StreamOptions{Stdin: input, Stdout: &out, Stderr: &problems})
		return out.String(), problems.String(), err
	}
	out, problems, err := run(nil, "sh", "-c", "echo out; echo err >&2; exit 3")
	var exit exec.CodeExitError
	if !errors.As(err, &exit) || exit.Code != 3 || out != "out\n" || problems != "err\n" {
		return fmt.Errorf("exit 3: %q %q %v", out, problems, err)
	}
	text := strings.Repeat("a line of text\n", 20_000)
	if out, _, err = run(strings.NewReader(text), "cat"); err != nil || out != text {
		return fmt.Errorf("cat gave %d of %d bytes back: %v", len(out), len(text), err)
	}
	if _, _, err = run(nil, "no-such-program"); err == nil {
		return fmt.Errorf("a program that is not there was run")
	}

	// With a terminal both outputs are one, and a shell lives until it is left.
	executor, err := executing(c, &core.PodExecOptions{
		Container: "mysql", Command: []string{"sh"}, Stdin: true, Stdout: true, TTY: true})
	if err != nil {
		return err
	}
	var screen bytes.Buffer
	err = executor.StreamWithContext(ctx, remotecommand.StreamOptions{
		Stdin: strings.NewReader("echo $((20+3))\nexit\n"), Stdout: &screen, Tty: true, TerminalSizeQueue: &sizes{left: 2}})
	return first(err, must(strings.Contains(screen.String(), "23"), "the terminal shows %q", screen.String()))
}

// sizes is a terminal that is resized once.
type sizes struct{ left int }

func (s *sizes) Next() *remotecommand.TerminalSize {
	if s.left == 0 {
		return nil
	}
	s.left--
	return &remotecommand.TerminalSize{Width: 80, Height: uint16(20 + s.left)}
}

func logsAreFollowed(ctx context.Context, c clients) error {
	if err := database(ctx, c); err != nil {
		return err
	}
	pods := c.typed.CoreV1().Pods(c.namespace)
	whole, err := pods.GetLogs("db", &core.PodLogOptions{}).DoRaw(ctx)
	if err != nil {
		return err
	}
	tail := int64(1)
	stream, err := pods.GetLogs("db", &core.PodLogOptions{Follow: true, TailLines: &tail, Timestamps: true}).Stream(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	line := make([]byte, 256)
	count, err := stream.Read(line)
	return first(err, must(strings.Contains(string(whole), "mysql: ready"), "the log is %q", whole),
		must(strings.Contains(string(line[:count]), "Z mysql: "), "followed: %q", line[:count]))
}
