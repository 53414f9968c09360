namespace Fw24.Simulation.Domain;

/// <summary>One effect of a handler.</summary>
/// <param name="EventId">The change's event id.</param>
/// <param name="Delivery">The invocation and the message that delivered it: <c>{requestId}/{messageId}</c>.</param>
internal sealed record Sighting(string EventId, string Delivery);
