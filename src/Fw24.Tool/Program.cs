using System.CommandLine;

var root = new RootCommand("Operates a Fw24 app: asks its audit, repairs its items, replays what its functions gave up on.");
return await root.Parse(args).InvokeAsync();
